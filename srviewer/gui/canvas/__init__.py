"""The comparison canvas: panes that are zoomed and panned as one, drawn from pyramids.

`canvas` the grid that follows the session; `pane` one cell, with `gestures`, `chips`, `cards` and `paint`;
`stock` and `describe` what a pane shows, as `content`; `view_state` where it looks; `pyramid` pixels made
ready to be drawn; `views` the ways to compare.
"""
