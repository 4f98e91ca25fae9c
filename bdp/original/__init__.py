"""Pages of the original base (dobrepraktyki.pl) as people saved them, read into what a record says. Pure, no stores."""
