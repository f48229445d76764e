"""What the platform says to people, in both languages, a file for each district of the field.

A door is given the files of the districts it may refuse for; nobody imports `every` but who shows all of them.
"""
