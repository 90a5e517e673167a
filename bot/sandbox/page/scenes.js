// Sample photos, drawn: what people find on a river. Each shot differs a little in its view and light, as photos do.

import { make } from "./dom.js";
import { HEIGHT, WIDTH, dice, landscape, lens } from "./scenery.js";
import { algae, bin, floating, heap, outfall } from "./finds.js";

const WATER = { clear: ["#b9cfd0", "#5f8d8f"], dull: ["#b4c2b8", "#6f8574"], green: ["#a9bd7c", "#5f8a2c"] };

// `spot`: scenes of one spot show the same place, before and after.
const DRAWN = [
  { name: "水面垃圾", spot: 3, water: "dull", found: floating },
  { name: "岸边堆放", spot: 11, water: "dull", found: heap },
  { name: "排水口", spot: 24, water: "dull", found: outfall },
  { name: "水色发绿", spot: 37, water: "green", found: algae },
  { name: "正常河面", spot: 3, water: "clear", found: null },
  { name: "清理之后", spot: 11, water: "clear", found: bin },
];

export const SCENES = DRAWN.map((scene) => scene.name);

let taken = 0;

// A canvas with the scene of this number; one `shot` (a whole number) is the same picture, small and large.
export function paint(number, shot, width = WIDTH) {
  const { spot, water, found } = DRAWN[number], roll = dice(shot), scale = width / WIDTH;
  const canvas = make("canvas", { width, height: HEIGHT * scale });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(scale, scale);
  lens(pen, roll, spot, () => {
    landscape(pen, spot, WATER[water]);
    found?.(pen, roll);
  });
  pen.fillStyle = "rgba(255,255,255,.8)";
  pen.font = "18px sans-serif";
  pen.textAlign = "right";
  pen.fillText("示例照片", WIDTH - 18, HEIGHT - 16);
  return canvas;
}

export function asFile(canvas) {
  taken += 1;
  return new Promise((resolve) => canvas.toBlob(
    (blob) => resolve(new File([blob], `示例${taken}.jpg`, { type: "image/jpeg" })), "image/jpeg", 0.86,
  ));
}
