"""The map of Poland: the register of units and the shapes of voivodeships and powiats."""
