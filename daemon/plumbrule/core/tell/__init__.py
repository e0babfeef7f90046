"""Tell: is there something new to say, and in which words?

Pure: what was said before and what is true now go in, notices come out.

`words` shows values without secrets, `speak` decides whether a family's pass is worth a notice, and `speak_tags`
whether its tags are.
For people `concerns` says what is wrong, `telling` whether to speak of it, and `routing` where.
`composing` makes the message, out of titles and leads (`sentences`), `facts`, the `difference`, what it `offers`, and
the same `for_machines`.
"""
