/** Begins: the machine in its worker, and the page around it. */

import "./style.css";
import "./app/page.css";
import "./app/layout.css";
import "./panes/program.css";
import { messageOf } from "./app/dom";
import { keepPage } from "./app/offline";
import { start } from "./app/start";
import { WorkerEngine } from "./engine";
import core from "./generated/core/core_bg.wasm?url";

const into = document.getElementById("app");
if (!into) throw new Error("The page has no element app.");

try {
  const engine = await WorkerEngine.start(new URL(core, document.baseURI));
  await start(engine, into, (conductor) => {
    engine.news.on((news) => {
      if (news.type === "progress") conductor.progress(news);
    });
    engine.died.on((reason) => void conductor.lost(reason));
  });
  keepPage();
} catch (error) {
  const message = document.createElement("p");
  message.className = "starting";
  message.setAttribute("role", "alert");
  message.textContent = `The machine cannot be started: ${messageOf(error)}`;
  into.replaceChildren(message);
}
