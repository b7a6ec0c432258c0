"""From lines to structure: rules, pictures, columns, labels, reading order.

Layout works in *logical* coordinates: x runs along the lines of the page's main writing mode, y from line to
line. On a vertical page x is down and y is leftwards, so that a tier (段) is a column and one piece of code
serves both. `axes.Axes` is the map.
"""
