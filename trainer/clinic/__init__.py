"""The instructor's side: human marks, agreement between raters, many files at once, cohorts."""
