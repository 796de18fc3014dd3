"""What makes a script, what a call can come to, and how both are counted; pure."""
