"""Openers of office documents: what their parts say when they are put together as the programs show them.

Packages (DOCX, XLSX, PPTX, ODT, EPUB and so on) are ZIP archives too: the opener of archives reads every part of them by
itself, with its attributes, comments and files. The openers here add what no single tag says: words split over runs, rows of
tables, numbers as they are formatted, texts before and after a change, and what a program would fetch.
"""
