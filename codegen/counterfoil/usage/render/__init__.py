"""Usage for people and for programs: `render(usages, graph)` makes a text of it."""
