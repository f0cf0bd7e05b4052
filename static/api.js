// The document of the API, drawn by Swagger UI from the files that come with it: nothing is fetched from elsewhere.
const place = document.getElementById("api-document");
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  docExpansion: "none",
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get"],
  // The page around it has its title and is its main part: one of each is enough.
  plugins: [() => ({ wrapComponents: { info: () => () => null } })],
  onComplete: () => place.querySelector("main")?.setAttribute("role", "group"),
});
