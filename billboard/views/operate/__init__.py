"""What operators run the site with, under /operate: a module for each page. Uses what the views do."""
