"""What an endpoint can do, tried out."""
