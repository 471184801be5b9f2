"""A production is made: the room of the folder, the sound, the finished files and the `make-audio` command.

The ways in: `pipeline.updating.make_production` takes a story into its folder, `pipeline.rendering.render` makes the
audio of it.
"""
