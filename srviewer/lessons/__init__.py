"""Lessons: texts in steps, each with the state of the window that it speaks of. No Qt.

`parse.read` reads a Markdown file into a `Lesson` and checks it; `pictures.source_of` makes the picture that a step
opens; `formulae` finds the formulae of a text and their typeset pictures. `resources/lessons/README.md` describes the
format for whoever writes a lesson.
"""
