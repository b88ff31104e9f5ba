"""What consumers rely on, asked of the provider that is to keep it."""
