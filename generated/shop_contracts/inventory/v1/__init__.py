"""inventory v1: Inventory"""
