"""Places orders and keeps them."""
