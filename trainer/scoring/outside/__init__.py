"""Transcripts made elsewhere: a role-play typed up, a court hearing, subtitles. Read, mapped to roles, turned into a record."""
