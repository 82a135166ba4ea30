/** Has the browser keep the page, so that it works without a network. */

/** Once the page is there; where a browser does not keep pages, as without https, it needs the network. */
export function keepPage(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker.register("./offline.js").catch((error: unknown) => console.info("The page is not kept:", error));
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
