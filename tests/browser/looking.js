// What a page shows: every element with visible text of its own, its size, and its contrast by WCAG 2.2.
() => {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => colour.map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour[3] !== 0) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const opacity = (element) => {
    let share = 1;
    for (let e = element; e; e = e.parentElement) share *= getComputedStyle(e).opacity;
    return share;
  };
  const look = (element) => {
    const under = ground(element), share = opacity(element), style = getComputedStyle(element);
    const ink = numbers(style.color).slice(0, 3).map((v, i) => v * share + under[i] * (1 - share));
    const [most, least] = [light(ink), light(under)].sort((x, y) => y - x);
    const contrast = (most + 0.05) / (least + 0.05);
    return { text: element.textContent.trim().slice(0, 20), size: parseFloat(style.fontSize), contrast };
  };
  const worded = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && e.offsetWidth > 1 && worded(e)).map(look);
}
