"""What the whole book tells of its speakers for their voices: gender, age, whether they are a device."""
