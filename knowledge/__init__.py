"""What is known: policies, rules, places, occupations, courses. Nothing here knows of a conversation."""
