"""What holds for all tests."""

import os

# The quick engine, whatever else is installed: what "auto" stands for is tested where it is decided.
os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"
