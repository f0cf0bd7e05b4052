// The document of the API, drawn by Swagger UI from the files that come with it: nothing is fetched from elsewhere.
const place = document.getElementById("api-document");
// The page around it is its main part; Swagger brings another, which becomes a group as soon as it is there.
new MutationObserver(() => place.querySelector("main")?.setAttribute("role", "group")).observe(place, { childList: true, subtree: true });
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  docExpansion: "none",
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get"],
  // The page around it has its title: one is enough.
  plugins: [() => ({ wrapComponents: { info: () => () => null } })],
});
