"""What all drawings share: canvas, fonts, colours, a window onto the earth, labels that find room."""
