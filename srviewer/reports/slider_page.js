// Two pictures in one place, on the two sides of a line. Lengths are CSS pixels; zoom is screen pixels a picture pixel.
"use strict";
{
  const byId = (id) => document.getElementById(id);
  const stage = byId("stage");
  const line = byId("line");
  const figures = [...stage.querySelectorAll("figure")];
  const titles = figures.map((figure) => figure.querySelector("img").alt);
  const rows = [...document.querySelectorAll("tbody tr")];
  const selects = { left: byId("left"), right: byId("right") };
  const width = Number(stage.dataset.width);
  const height = Number(stage.dataset.height);
  const words = JSON.parse(stage.dataset.words);
  const places = JSON.parse(stage.dataset.places); // [x, y, width, height] in picture pixels

  const ZOOMS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
  const HIGHEST = 64;
  const SLACK = 4; // a pointer that moved less has not been dragged
  const DOUBLE_MS = 400;
  const DOUBLE_PX = 24;

  const view = { zoom: 1, x: 0, y: 0, fitted: true, at: 0.5, left: 0, right: figures.length - 1, place: -1 };

  // -- where things are ---------------------------------------------------------------------------------------

  const between = (value, low, high) => Math.min(high, Math.max(low, value));
  const density = () => window.devicePixelRatio || 1;
  const onGrid = (length) => Math.round(length * density()) / density();
  const scale = () => view.zoom / density();
  const isPannable = () => width * scale() > stage.clientWidth + 0.5 || height * scale() > stage.clientHeight + 0.5;

  /** The zoom that shows all; from 200 % on, every picture pixel is as large as the next. */
  function fittingZoom() {
    const zoom = density() * Math.min(stage.clientWidth / width, stage.clientHeight / height);
    return zoom >= 2 ? Math.floor(zoom + 1e-6) : zoom;
  }

  /** Left and right end of what is seen of the picture: the line moves between them. */
  function seen() {
    return [Math.max(0, view.x), Math.min(stage.clientWidth, view.x + width * scale())];
  }

  function lineX() {
    const [start, end] = seen();
    return onGrid(start + view.at * (end - start));
  }

  /** Centred if there is room, otherwise without a gap at either end. */
  function kept(position, length, room) {
    return onGrid(length <= room ? (room - length) / 2 : between(position, room - length, 0));
  }

  // -- showing ------------------------------------------------------------------------------------------------

  function show() {
    view.x = kept(view.x, width * scale(), stage.clientWidth);
    view.y = kept(view.y, height * scale(), stage.clientHeight);
    stage.style.setProperty("--x", `${view.x}px`);
    stage.style.setProperty("--y", `${view.y}px`);
    stage.style.setProperty("--scale", scale());
    stage.style.setProperty("--line", `${lineX()}px`);
    stage.classList.toggle("pixelated", view.zoom > 1);
    stage.classList.toggle("pannable", isPannable());
    byId("zoom").textContent = `${Math.round(view.zoom * 100)} %`;
    const percent = Math.round(view.at * 100);
    line.setAttribute("aria-valuenow", percent);
    line.setAttribute("aria-valuetext", `${percent} %: ${sides(view.left, view.right)}`);
  }

  function choose(side, index) {
    if (!(index in figures)) return;
    view[side] = index;
    for (const [i, figure] of figures.entries()) {
      figure.classList.toggle("left", i === view.left);
      figure.classList.toggle("right", i === view.right);
      const taken = ["left", "right"].filter((name) => view[name] === i);
      rows[i].querySelector(".side").textContent = taken.map((name) => words[name]).join(words.and);
    }
    for (const name of ["left", "right"]) {
      selects[name].value = view[name];
      byId(`${name}-dot`).className = `dot m${view[name]}`;
    }
    show();
  }

  /** A text of the page's language with values for {0} and {1}. */
  const filled = (text, ...values) => text.replace(/\{(\d)\}/g, (_, place) => values[place]);
  const sides = (left, right) => filled(words.sides, titles[left], titles[right]);

  function say(text) {
    byId("said").textContent = text;
  }

  // -- what can be done ---------------------------------------------------------------------------------------

  function moveLine(at) {
    view.at = between(at, 0, 1);
    show();
  }

  function moveLineTo(x) {
    const [start, end] = seen();
    moveLine((x - start) / (end - start));
  }

  /** The point of the picture under (x, y) of the stage. */
  const under = (x, y) => ({ x, y, u: (x - view.x) / scale(), v: (y - view.y) / scale() });

  /** Zoom, with the point (u, v) of the picture at (x, y) of the stage, as far as there is no gap at a rim. */
  function zoomTo(zoom, { x, y, u, v } = under(stage.clientWidth / 2, stage.clientHeight / 2)) {
    const fit = fittingZoom();
    view.zoom = between(zoom, Math.min(fit, 1), HIGHEST);
    view.fitted = view.zoom === fit;
    [view.x, view.y] = [x - u * scale(), y - v * scale()];
    show();
  }

  const fit = () => zoomTo(fittingZoom());

  function step(direction) {
    const steps = direction > 0 ? ZOOMS.filter((z) => z > view.zoom * 1.001) : ZOOMS.filter((z) => z < view.zoom / 1.001);
    if (steps.length) zoomTo(direction > 0 ? steps[0] : steps[steps.length - 1]);
  }

  /** Between the whole picture and 100 % (200 % where these are the same). */
  function fitOrFull(x, y) {
    if (!view.fitted) fit();
    else zoomTo(fittingZoom() === 1 ? 2 : 1, under(x, y));
  }

  function pan(dx, dy) {
    view.x += dx;
    view.y += dy;
    show();
  }

  function swap() {
    const { left, right } = view;
    view.left = right;
    choose("right", left);
    say(sides(right, left));
  }

  /** The next of the details, large, in the middle. */
  function nextPlace() {
    view.place = (view.place + 1) % places.length;
    const [x, y, w, h] = places[view.place];
    const most = 0.8 * density() * Math.min(stage.clientWidth / w, stage.clientHeight / h);
    zoomTo(most >= 1 ? Math.floor(most) : most);
    view.x = stage.clientWidth / 2 - (x + w / 2) * scale();
    view.y = stage.clientHeight / 2 - (y + h / 2) * scale();
    show();
  }

  // -- mouse, pen and fingers ---------------------------------------------------------------------------------

  const pointers = new Map();
  let drag = null; // what the pointers that are down are doing
  let lastTap = { time: -Infinity, x: 0, y: 0 };

  function place(event) {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** On the line: it moves. Elsewhere: the picture moves if it is larger than the stage, else the line comes along. */
  function begin(point, onLine) {
    const kind = onLine ? "line" : isPannable() ? "pan" : "reach";
    return { kind, from: point, last: point, grip: onLine ? lineX() - point.x : 0, moved: false };
  }

  function spread() {
    const [a, b] = pointers.values();
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) };
  }

  /** Two fingers hold the point of the picture that is between them. */
  function beginPinch() {
    const { x, y, apart } = spread();
    return { kind: "pinch", moved: true, held: under(x, y), zoom: view.zoom / apart };
  }

  function pinch() {
    const { x, y, apart } = spread();
    zoomTo(drag.zoom * apart, { ...drag.held, x, y });
  }

  function dragTo(point) {
    const [dx, dy] = [point.x - drag.from.x, point.y - drag.from.y];
    drag.moved ||= Math.hypot(dx, dy) > SLACK;
    drag.sideways ||= drag.moved && Math.abs(dx) > Math.abs(dy); // up and down, a finger scrolls the page
    if (drag.kind === "pan" && drag.moved) pan(point.x - drag.last.x, point.y - drag.last.y);
    if (drag.kind === "line" && drag.moved) moveLineTo(point.x + drag.grip);
    if (drag.kind === "reach" && drag.sideways) moveLineTo(point.x);
    if (drag.moved) drag.last = point;
  }

  function tap(point, time) {
    const again = time - lastTap.time < DOUBLE_MS && Math.hypot(point.x - lastTap.x, point.y - lastTap.y) < DOUBLE_PX;
    lastTap = again ? { time: -Infinity, x: 0, y: 0 } : { time, ...point };
    if (again) fitOrFull(point.x, point.y);
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || pointers.size >= 2) return;
    const onLine = line.contains(event.target);
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    drag = pointers.size === 2 ? beginPinch() : begin(place(event), onLine);
    stage.classList.toggle("panning", drag.kind === "pan");
    if (onLine) line.focus({ preventScroll: true, focusVisible: false });
  });

  stage.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    pointers.set(event.pointerId, place(event));
    if (drag.kind === "pinch") pinch();
    else dragTo(place(event));
  });

  function release(event) {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === "pointerup" && !drag.moved) tap(place(event), event.timeStamp);
    drag = null;
    for (const point of pointers.values()) drag = { ...begin(point, false), moved: true };
    stage.classList.remove("panning");
  }

  for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) stage.addEventListener(type, release);

  let turned = null; // what the wheel holds: the same point until the pointer or the picture moves

  function wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / 100 : event.deltaY / 3;
    const steps = between(event.ctrlKey ? 10 * lines : lines, -2, 2);
    const { x, y } = place(event);
    const now = [x, y, view.zoom, view.x, view.y];
    const held = turned?.then.every((value, i) => value === now[i]) ? turned.held : under(x, y);
    zoomTo(view.zoom * 1.25 ** -steps, held);
    turned = { held, then: [x, y, view.zoom, view.x, view.y] };
  }

  stage.addEventListener("wheel", wheel, { passive: false });

  // -- keys ---------------------------------------------------------------------------------------------------

  const SMALL = 0.01;
  const LARGE = 0.1;

  /** What a key does to the line; the keys that scroll a page do it only where the line has the focus. */
  function lineAfter(event) {
    const by = event.shiftKey ? LARGE : SMALL;
    const everywhere = { ArrowLeft: view.at - by, ArrowRight: view.at + by, Home: 0, End: 1 };
    const focused = {
      ArrowDown: view.at - by, ArrowUp: view.at + by, PageDown: view.at - LARGE, PageUp: view.at + LARGE,
    };
    return everywhere[event.key] ?? (event.target === line ? focused[event.key] : undefined);
  }

  function digitOf(event) {
    const digit = /^(?:Digit|Numpad)?([0-9])$/;
    return digit.exec(event.key)?.[1] ?? (event.code.startsWith("Digit") ? digit.exec(event.code)?.[1] : undefined);
  }

  function byDigit(event) {
    const digit = digitOf(event);
    if (digit === undefined) return false;
    if (digit === "0") fit();
    else {
      const side = event.shiftKey ? "right" : "left";
      choose(side, Number(digit) - 1);
      say(filled(words.chosen, titles[view[side]], words[side]));
    }
    return true;
  }

  const PAN = 64;
  const LETTERS = {
    x: swap,
    n: nextPlace,
    h: () => stage.classList.toggle("bare"),
    w: () => pan(0, PAN),
    a: () => pan(PAN, 0),
    s: () => pan(0, -PAN),
    d: () => pan(-PAN, 0),
    "+": () => step(1),
    "=": () => step(1),
    "-": () => step(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, .table")) return;
    const at = lineAfter(event);
    const letter = LETTERS[event.key.toLowerCase()];
    if (at !== undefined) moveLine(at);
    else if (letter) letter();
    else if (!byDigit(event)) return;
    event.preventDefault();
  });

  // -- the bar ------------------------------------------------------------------------------------------------

  for (const [side, select] of Object.entries(selects)) {
    select.addEventListener("change", () => choose(side, Number(select.value)));
  }
  byId("swap").addEventListener("click", swap);
  byId("smaller").addEventListener("click", () => step(-1));
  byId("larger").addEventListener("click", () => step(1));
  byId("fit").addEventListener("click", fit);
  byId("full").addEventListener("click", () => zoomTo(1));
  byId("detail").addEventListener("click", nextPlace);

  let room = null;

  /** Another size of the window: what was in the middle stays there. */
  function resized() {
    const now = { width: stage.clientWidth, height: stage.clientHeight };
    if (view.fitted) view.zoom = fittingZoom();
    else if (room) [view.x, view.y] = [view.x + (now.width - room.width) / 2, view.y + (now.height - room.height) / 2];
    room = now;
    show();
  }

  document.documentElement.classList.add("live");
  choose("left", view.left);
  resized();
  new ResizeObserver(resized).observe(stage);
}
