// The document of the API, drawn by Swagger UI from the files that come with it: nothing is fetched from elsewhere.
const place = document.getElementById("api-document");
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  docExpansion: "none",
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get"],
});
