"""Takes payments by card, bank transfer and voucher, and gives them back."""
