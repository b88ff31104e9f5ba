"""The arguments of verbs that have many, and what each verb makes of them."""
