"""Transcripts made elsewhere (a role-play typed up, a hearing, subtitles): read, mapped to roles, made a record."""
