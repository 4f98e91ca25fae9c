"""What BDP asks of the operating system: durable files, locks, limited children. Standard library only."""
