"""The catalogue in the database: institutions, courses, their classes, and the four directories."""
