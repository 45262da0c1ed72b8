"""What an attacker can work out of a built site: its published numbers as one integer program (`make disclosure`)."""
