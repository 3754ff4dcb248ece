"""plea-trainer: practise plea-leniency consultations (认罪认罚从宽) in the terminal."""

__version__ = "0.1.0"
