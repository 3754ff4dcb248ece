"""The prosecutor's side of the table."""
