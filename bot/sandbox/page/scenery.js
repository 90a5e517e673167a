// A river between hills, painted: sky, hills, the far bank with houses and trees, water, the near bank.

export const WIDTH = 960;
export const HEIGHT = 720;
const SHORE = 306; // where the water meets the far bank

// Dice that fall the same way each time they are made with the same seed.
export function dice(seed) {
  let state = seed * 2654435761;
  return (low = 0, high = 1) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + (high - low) * (state / 4294967296);
  };
}

// Where the near bank begins on the line `y`, and how large a thing looks there.
export const edge = (y) => 850 - 470 * ((y - SHORE) / (HEIGHT - SHORE)) ** 0.72;
export const scaleAt = (y) => 0.3 + 0.8 * ((y - SHORE) / (HEIGHT - SHORE));

// Draws as somebody who stands a step aside each time would see it; then the grain and the dark corners of a photo.
export function lens(pen, roll, spot, draw) {
  const side = spot % 2 ? 1 : -1, zoom = roll(1.05, 1.15), light = roll(0.94, 1.04);
  pen.save();
  pen.translate(WIDTH / 2, HEIGHT / 2);
  pen.rotate(roll(-0.015, 0.015));
  pen.scale(side * zoom, zoom);
  pen.translate(-WIDTH / 2 + roll(-20, 20), -HEIGHT / 2 + roll(-13, 13));
  draw();
  pen.restore();
  const corners = pen.createRadialGradient(WIDTH / 2, HEIGHT / 2, 380, WIDTH / 2, HEIGHT / 2, 700);
  corners.addColorStop(0, "rgba(10,20,20,0)");
  corners.addColorStop(1, "rgba(10,20,20,.3)");
  pen.fillStyle = corners;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  grain(pen, light);
}

function grain(pen, light) {
  const { width, height } = pen.canvas, coarse = (15 * width) / WIDTH;
  const shot = pen.getImageData(0, 0, width, height), pixels = shot.data;
  for (let at = 0; at < pixels.length; at += 4) {
    const speck = (Math.random() - 0.5) * coarse;
    for (let colour = 0; colour < 3; colour += 1) pixels[at + colour] = pixels[at + colour] * light + speck;
  }
  pen.putImageData(shot, 0, 0);
}

export function landscape(pen, spot, [near, deep]) {
  const roll = dice(spot);
  sky(pen, roll);
  for (const [height, colour] of [[150, "#9fb6bd"], [205, "#7f9f97"], [250, "#64866f"]]) hills(pen, roll, height, colour);
  farBank(pen, roll);
  water(pen, roll, near, deep);
  nearBank(pen, roll);
}

function fade(pen, top, bottom, ...colours) {
  const gradient = pen.createLinearGradient(0, top, 0, bottom);
  colours.forEach((colour, index) => gradient.addColorStop(index / (colours.length - 1), colour));
  return gradient;
}

function sky(pen, roll) {
  pen.fillStyle = fade(pen, -40, SHORE, "#a9c6d6", "#d5e3e4", "#eef0e8");
  pen.fillRect(-80, -60, WIDTH + 160, SHORE + 80);
  for (let cloud = 0; cloud < 12; cloud += 1) mist(pen, roll(0, WIDTH), roll(0, 150), roll(90, 220), roll(16, 40), "255,255,255", 0.55);
}

// An oval without an edge. (A blur filter would cost ten times as much.)
export function mist(pen, x, y, wide, high, colour, strength) {
  pen.save();
  pen.translate(x, y);
  pen.scale(wide, high);
  const glow = pen.createRadialGradient(0, 0, 0, 0, 0, 1);
  glow.addColorStop(0, `rgba(${colour},${strength})`);
  glow.addColorStop(1, `rgba(${colour},0)`);
  pen.fillStyle = glow;
  pen.fillRect(-1, -1, 2, 2);
  pen.restore();
}

export function oval(pen, x, y, wide, high, turn = 0) {
  pen.beginPath();
  pen.ellipse(x, y, wide, high, turn, 0, 7);
  pen.fill();
}

function hills(pen, roll, height, colour) {
  const waves = [1, 2.3, 5.1].map((pace) => [pace / 150, roll(0, 6), 34 / pace]);
  pen.fillStyle = fade(pen, height - 50, SHORE, colour, "#b4c6b8");
  pen.beginPath();
  pen.moveTo(-80, SHORE + 20);
  for (let x = -80; x <= WIDTH + 80; x += 8) pen.lineTo(x, height + waves.reduce((sum, [pace, from, tall]) => sum + tall * Math.sin(x * pace + from), 0));
  pen.lineTo(WIDTH + 80, SHORE + 20);
  pen.fill();
}

function farBank(pen, roll) {
  pen.fillStyle = fade(pen, SHORE - 26, SHORE + 6, "#73905a", "#8a8a66");
  pen.fillRect(-80, SHORE - 24, WIDTH + 160, 34);
  for (let house = 0; house < 5; house += 1) {
    const x = roll(40, 760), wide = roll(34, 62), high = roll(20, 34);
    pen.fillStyle = "#e7e4da";
    pen.fillRect(x, SHORE - 20 - high, wide, high);
    pen.fillStyle = "#6b6a69";
    pen.beginPath();
    pen.moveTo(x - 6, SHORE - 20 - high);
    pen.lineTo(x + wide * 0.3, SHORE - 32 - high);
    pen.lineTo(x + wide * 0.75, SHORE - 32 - high);
    pen.lineTo(x + wide + 6, SHORE - 20 - high);
    pen.fill();
    pen.fillStyle = "#7c8a90";
    for (let window = 0; window < 3; window += 1) pen.fillRect(x + 6 + (window * wide) / 3.2, SHORE - 12 - high, wide / 7, 8);
  }
  for (let tree = 0; tree < 46; tree += 1) crown(pen, roll, roll(-60, WIDTH + 60), SHORE - roll(4, 20), roll(12, 30));
}

function crown(pen, roll, x, y, size) {
  const hue = roll(84, 128), dark = roll(24, 34);
  for (let leaf = 0; leaf < 9; leaf += 1) {
    pen.fillStyle = `hsl(${hue} 26% ${dark + leaf * 1.7}%)`;
    oval(pen, x + roll(-0.8, 0.8) * size, y - roll(0, 1) * size - leaf * 0.6, size * roll(0.34, 0.6), size * roll(0.28, 0.46));
  }
}

function water(pen, roll, near, deep) {
  pen.fillStyle = fade(pen, SHORE, HEIGHT, near, deep, deep);
  pen.fillRect(-80, SHORE, WIDTH + 160, HEIGHT);
  pen.save();
  pen.beginPath();
  pen.rect(-80, SHORE, WIDTH + 160, HEIGHT);
  pen.clip();
  for (let tree = 0; tree < 70; tree += 1) mist(pen, roll(-60, WIDTH), SHORE, roll(18, 46), roll(40, 110), "52,80,56", roll(0.15, 0.4));
  pen.restore();
  for (let ripple = 0; ripple < 420; ripple += 1) {
    const y = SHORE + 4 + (HEIGHT - SHORE) * roll() ** 1.4, scale = scaleAt(y);
    pen.strokeStyle = ripple % 2 ? `rgba(255,255,255,${roll(0.05, 0.26)})` : `rgba(30,60,60,${roll(0.04, 0.16)})`;
    pen.lineWidth = 2.6 * scale;
    const x = roll(-60, WIDTH), half = roll(12, 60) * scale;
    pen.beginPath();
    pen.moveTo(x - half, y);
    pen.quadraticCurveTo(x, y - 5 * scale, x + half, y);
    pen.stroke();
  }
}

function nearBank(pen, roll) {
  const along = Array.from({ length: 30 }, (_, step) => SHORE - 4 + (step * (HEIGHT + 60 - SHORE)) / 29);
  pen.fillStyle = fade(pen, SHORE, HEIGHT, "#8fa06a", "#7c9150", "#66803d");
  pen.beginPath();
  pen.moveTo(WIDTH + 90, SHORE - 18);
  for (const y of along) pen.lineTo(edge(Math.max(y, SHORE)) + roll(-3, 3), y);
  pen.lineTo(WIDTH + 90, HEIGHT + 60);
  pen.fill();
  for (let tuft = 0; tuft < 1500; tuft += 1) grass(pen, roll);
  for (let stone = 0; stone < 120; stone += 1) {
    const y = SHORE + 6 + (HEIGHT + 30 - SHORE) * roll() ** 0.9, size = roll(6, 15) * scaleAt(y);
    const x = edge(y) + roll(-8, 16) * scaleAt(y);
    pen.fillStyle = "rgba(40,50,40,.35)";
    oval(pen, x + 2, y + size * 0.5, size * 1.1, size * 0.5);
    pen.fillStyle = `hsl(${roll(40, 90)} 6% ${roll(50, 72)}%)`;
    oval(pen, x, y, size, size * 0.7, roll(-0.4, 0.4));
  }
}

function grass(pen, roll) {
  const y = SHORE + (HEIGHT + 40 - SHORE) * roll() ** 0.8, scale = scaleAt(y);
  const x = edge(y) + 10 * scale + roll(0, 620) * roll();
  pen.strokeStyle = `hsla(${roll(62, 104)} 34% ${roll(24, 52)}% / .75)`;
  pen.lineWidth = 2.2 * scale;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.quadraticCurveTo(x + roll(-4, 4), y - 12 * scale, x + roll(-13, 13) * scale, y - roll(12, 30) * scale);
  pen.stroke();
}
