"""Answers and entries as messages: their text, entities, pages, links and buttons. Nothing here sends."""
