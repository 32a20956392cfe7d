"use strict";
(() => {
  const PATIENCE = 15000; // milliseconds
  const $ = (id) => document.getElementById(id);
  const log = $("log"), form = $("form"), text = $("text"), send = $("send");
  const on = $("on"), rehearsal = $("rehearsal"), announcer = $("announcer"), offline = $("offline");
  let busy = false;

  const make = (tag, name, words) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  };

  // randomUUID exists only on https and localhost; this one everywhere.
  const newId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
  };

  /* ---- what is shown ---- */

  const SOURCE = /^[（(]?(依据|出处|来源|资料)/;
  const HOTLINES = ["12333", "12345", "12348", "12356", "12123", "12329", "12393", "96110"];
  const EMERGENCIES = ["110", "120", "119"]; // numbers as money or months, too: only after 打 or 拨

  const callable = (number, before) =>
    HOTLINES.includes(number) || /^0\d{2,3}-?\d{7,8}$/.test(number) ||
    (EMERGENCIES.includes(number) && /[打拨]([^0-9。；]{0,2}\d+[或、和])?$/.test(before));

  const withCalls = (line, into) => {
    let from = 0;
    for (const { 0: number, index } of line.matchAll(/\d[\d-]*\d/g)) {
      if (!callable(number, line.slice(0, index))) continue;
      into.append(line.slice(from, index));
      const link = make("a", "", number);
      link.href = "tel:" + number.replace("-", "");
      into.append(link);
      from = index + number.length;
    }
    into.append(line.slice(from));
  };

  const paragraph = (line) => {
    const element = make("p", SOURCE.test(line) ? "source" : "");
    withCalls(line, element);
    return element;
  };

  const turn = (who, name) => {
    const element = make("article", "turn " + who);
    element.tabIndex = -1;
    element.append(make("p", "who", name));
    return element;
  };

  const show = (element) => {
    log.append(element);
    reveal(element);
  };

  // A reply longer than the window is shown from its beginning, not from its end.
  const reveal = (element) => {
    const room = window.innerHeight - $("composer").offsetHeight;
    const tall = element.offsetHeight > room - 24;
    if (tall) element.scrollIntoView({ block: "start" });
    else window.scrollTo(0, document.documentElement.scrollHeight);
  };

  const showQuestion = (words) => {
    const element = turn("from-person", "您说：");
    const bubble = make("div", "bubble");
    for (const line of words.split("\n")) bubble.append(make("p", "", line || "\u00a0"));
    element.append(bubble);
    show(element);
    return element;
  };

  const showWaiting = () => {
    const element = make("div", "turn from-assistant waiting");
    element.setAttribute("aria-hidden", "true");
    const dots = make("span", "dots");
    dots.append(make("i"), make("i"), make("i"));
    const bubble = make("div", "bubble");
    bubble.append(dots);
    element.append(bubble);
    show(element);
    return element;
  };

  const showAnswer = (answer, day) => {
    if (!answer.reply) return null;
    const element = turn("from-assistant", "鲁小匠说：");
    const bubble = make("div", "bubble");
    if (day) bubble.append(make("p", "rehearsed", `演示：按${spoken(day)}答`));
    for (const line of answer.reply.split("\n")) if (line.trim()) bubble.append(paragraph(line));
    element.append(bubble);
    if (answer.buttons.length) element.append(choices(answer.buttons));
    show(element);
    return element;
  };

  const choices = (buttons) => {
    const group = make("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "可以点");
    for (const { label, says, number } of buttons) {
      const button = make("button", "choice");
      if (number) button.append(make("span", "number", String(number)));
      button.append(label);
      button.type = "button";
      button.dataset.says = says;
      group.append(button);
    }
    return group;
  };

  // What was offered earlier stays to be read, and can no longer be tapped.
  const retire = (chosen) => {
    for (const button of log.querySelectorAll(".choice:not(:disabled)")) {
      button.disabled = true;
      if (button === chosen) button.classList.add("chosen");
    }
  };

  /* ---- sending ---- */

  const setBusy = (now) => {
    busy = now;
    send.setAttribute("aria-disabled", String(now));
    send.textContent = now ? "稍等" : "发送";
    announcer.textContent = now ? "正在查" : "";
  };

  const post = async (body) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch("/api/messages", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: patience.signal,
      });
      const answer = await response.json();
      return response.ok ? { answer } : { problem: answer.error };
    } catch (error) {
      return { problem: navigator.onLine ? "没发出去，您的话还在。" : "没有网，您的话还在。" };
    } finally {
      clearTimeout(timer);
    }
  };

  const showFailure = (question, problem, body) => {
    const line = make("div", "retry");
    const again = make("button", "again", "再发一次");
    again.type = "button";
    again.addEventListener("click", () => {
      if (busy) return;
      line.remove();
      deliver(question, body, true);
    });
    line.append(make("p", "note failed", problem), again);
    question.append(line);
    reveal(question);
    return again;
  };

  // The same body goes out again on a retry: its id lets the server know a repeat.
  // What was tapped is gone by the time the reply comes: the focus goes on to the reply.
  const deliver = async (question, body, tapped) => {
    setBusy(true);
    const waiting = showWaiting();
    const { answer, problem } = await post(body);
    waiting.remove();
    setBusy(false);
    if (problem) {
      const again = showFailure(question, problem, body);
      if (tapped) again.focus({ preventScroll: true });
      return;
    }
    const reply = showAnswer(answer, body.on);
    if (tapped && reply) reply.focus({ preventScroll: true });
  };

  const say = (words, chosen) => {
    retire(chosen);
    const body = { text: words, id: newId() };
    if (on.value) body.on = on.value;
    deliver(showQuestion(words), body, Boolean(chosen));
  };

  // A code that was scanned is in the address; its greeting has one id, so that a reload counts no second scan.
  const greet = async (scene) => {
    setBusy(true);
    const { answer } = await post({ text: "", scene, id: "scene-" + scene });
    setBusy(false);
    if (answer) showAnswer(answer);
  };

  /* ---- what the person does ---- */

  const fit = () => {
    text.style.height = "auto";
    text.style.height = text.scrollHeight + 4 + "px";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (busy) return;
    if (!words) return text.focus();
    text.value = "";
    fit();
    say(words);
  });

  text.addEventListener("input", fit);

  text.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // choosing a character, not sending
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  log.addEventListener("click", (event) => {
    const button = event.target.closest(".choice");
    if (button && !button.disabled && !busy) say(button.dataset.says, button);
  });

  const rehearse = () => {
    $("pretending").hidden = !on.value;
    $("pretended").textContent = on.value ? `演示：${spoken(on.value)}` : "";
  };

  on.addEventListener("change", rehearse);

  $("today").addEventListener("click", () => {
    on.value = "";
    rehearsal.open = false;
    rehearse();
    text.focus();
  });

  const connection = () => {
    offline.hidden = navigator.onLine;
    offline.textContent = navigator.onLine ? "" : "现在没有网。连上网再发。";
  };

  window.addEventListener("online", connection);
  window.addEventListener("offline", connection);

  connection();
  rehearse();
  $("composer").hidden = rehearsal.hidden = false;
  for (const group of log.querySelectorAll(".choices")) group.hidden = false;
  const scene = new URLSearchParams(location.search).get("scene") || "";
  if (/^[A-Za-z0-9_-]{1,40}$/.test(scene)) greet(scene);
})();
