"""payments v1: Payments"""
