"""How well the document is written, in figures, beside other public documents."""
