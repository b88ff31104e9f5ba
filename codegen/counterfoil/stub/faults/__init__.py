"""What can befall a reply, and how it does."""
