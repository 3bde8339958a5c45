"""The few colours of the city, and the sheet that its views are drawn on (160 units wide, 90 high)."""

WIDTH, HEIGHT = 160, 90

DEEP, WATER, MIST, SKY = "#0b5563", "#2f7f8b", "#a9cfd1", "#dcebea"
PAPER, SAND, BRICK, SPARK = "#f6f1e4", "#e6d9bd", "#b5563a", "#d9822b"
INK, LEAF, MEADOW, WHITE = "#17222b", "#5f8a63", "#a8bf8d", "#ffffff"

SKINS = ("#f0c9ab", "#c98f64", "#8a5a3b", "#e8b998", "#5c3a23")
