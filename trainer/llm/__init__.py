"""One door to every OpenAI-compatible endpoint. Playing needs none of it; nothing heavy is imported at the top."""
