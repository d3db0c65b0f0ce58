"""Where sound comes from: files, microphones, voice activity."""
