"""A production is made: `pipeline.making` reads a story into its folder, `pipeline.render` makes the audio of a folder,
`pipeline.cli` is the command over both.
"""
