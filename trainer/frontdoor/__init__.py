"""What each command does: the program put together, one module for each kind of command."""
