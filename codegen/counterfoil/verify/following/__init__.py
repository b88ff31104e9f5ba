"""Whether what one request did is seen by the next."""
