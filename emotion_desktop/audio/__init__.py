"""Audio input: files, microphones, voice activity detection."""
