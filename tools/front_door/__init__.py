"""One local address for the site and the API, as CloudFront is on AWS."""
