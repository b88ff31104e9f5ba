"""notifications v1: Notifications"""
