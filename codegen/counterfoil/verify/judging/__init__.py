"""What replies say: verdicts, causes, and the findings that are told of them."""
