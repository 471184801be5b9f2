"""Lines → clips: what workers speak, how loud each voice is, what is tried again."""
