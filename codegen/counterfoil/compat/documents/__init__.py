"""What people read of comparisons: changelogs, migration guides, deprecations, and who gets on with whom."""
